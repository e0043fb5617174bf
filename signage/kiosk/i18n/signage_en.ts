<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_GB" sourcelanguage="zh_CN">
<context>
    <name>Controls</name>
    <message>
        <source>返回轮播</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>返回</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>首页</source>
        <translation>Home</translation>
    </message>
    <message>
        <source>上一页</source>
        <translation>Previous</translation>
    </message>
    <message>
        <source>下一页</source>
        <translation>Next</translation>
    </message>
    <message>
        <source>再看一会儿（还剩 %1 秒）</source>
        <translation>Stay longer (%1 s left)</translation>
    </message>
    <message>
        <source>%1 秒后返回轮播，触摸即可继续</source>
        <translation>Closes in %1 s, touch to stay</translation>
    </message>
</context>
<context>
    <name>DutyStrip</name>
    <message>
        <source>下一班</source>
        <translation>Next on duty</translation>
    </message>
</context>
<context>
    <name>FacilityRow</name>
    <message>
        <source>共 %1</source>
        <translation>of %1</translation>
    </message>
    <message>
        <source>已借完</source>
        <translation>None left</translation>
    </message>
    <message>
        <source>可借</source>
        <translation>Available</translation>
    </message>
</context>
<context>
    <name>Foot</name>
    <message>
        <source>%1 / %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>轻触屏幕，查看全部</source>
        <translation>Touch the screen to see everything</translation>
    </message>
    <message>
        <source>轻触屏幕，查看全部通知与值班表</source>
        <translation>Touch for all notices and the duty roster</translation>
    </message>
</context>
<context>
    <name>NoticeSource</name>
    <message>
        <source>原件见公告墙</source>
        <translation>Original on the notice wall</translation>
    </message>
    <message>
        <source>扫码带走全文</source>
        <translation>Scan for the full text</translation>
    </message>
</context>
<context>
    <name>Quiet</name>
    <message>
        <source>欢迎回家</source>
        <translation>Welcome home</translation>
    </message>
    <message>
        <source>屏幕已就绪，正在等待第一份内容</source>
        <translation>The screen is ready and waits for its first content</translation>
    </message>
</context>
<context>
    <name>SidePanel</name>
    <message>
        <source>下一班</source>
        <translation>Next on duty</translation>
    </message>
</context>
<context>
    <name>Stage</name>
    <message>
        <source>查看这一条</source>
        <translation>Open what is shown</translation>
    </message>
</context>
<context>
    <name>WeekSlide</name>
    <message>
        <source>今日我当班</source>
        <translation>On duty today</translation>
    </message>
    <message>
        <source>本周接待排片表   %1</source>
        <translation>This week&apos;s duty roster   %1</translation>
    </message>
</context>
<context>
    <name>glass</name>
    <message>
        <source>大字</source>
        <translation>Larger</translation>
    </message>
    <message>
        <source>高对比</source>
        <translation>Contrast</translation>
    </message>
    <message>
        <source>低位</source>
        <translation>Lower</translation>
    </message>
    <message>
        <source>不动</source>
        <translation>Still</translation>
    </message>
    <message>
        <source>用手机扫一扫，把全文带回家</source>
        <translation>Scan with your phone to read or translate it there</translation>
    </message>
    <message>
        <source>%d / %d 页</source>
        <translation>Page %d of %d</translation>
    </message>
    <message>
        <source>%d / %d 图</source>
        <translation>Picture %d of %d</translation>
    </message>
    <message>
        <source>看大图</source>
        <translation>Enlarge</translation>
    </message>
    <message>
        <source>二维码</source>
        <translation>QR code</translation>
    </message>
    <message>
        <source>门岗八大功能</source>
        <translation>Eight services</translation>
    </message>
    <message>
        <source>门岗服务</source>
        <translation>Gate services</translation>
    </message>
    <message>
        <source>本月接待 %d 件 · 已办结 %d 件 · 办理中 %d 件</source>
        <translation>This month: %d received · %d settled · %d open</translation>
    </message>
    <message>
        <source>当班信息</source>
        <translation>Duty</translation>
    </message>
    <message>
        <source>此刻无人当班</source>
        <translation>Nobody on duty now</translation>
    </message>
    <message>
        <source>无人当班</source>
        <translation>Nobody</translation>
    </message>
    <message>
        <source>排片表待公布</source>
        <translation>Roster not announced yet</translation>
    </message>
    <message>
        <source>此刻当班 %s</source>
        <translation>Now %s</translation>
    </message>
    <message>
        <source>便民设施</source>
        <translation>Lending</translation>
    </message>
    <message>
        <source>到门岗登记即借</source>
        <translation>Sign at the gatehouse and borrow</translation>
    </message>
    <message>
        <source>时间待校准</source>
        <translation>Clock not set</translation>
    </message>
    <message>
        <source>时间待校准，请询门岗</source>
        <translation>Clock not set; please ask at the gate</translation>
    </message>
    <message>
        <source>此刻当班</source>
        <translation>On duty now</translation>
    </message>
    <message>
        <source>更新 %s</source>
        <translation>Updated %s</translation>
    </message>
    <message>
        <source>预告 %s</source>
        <translation>Coming up: %s</translation>
    </message>
    <message>
        <source>天</source>
        <translation>days</translation>
    </message>
    <message>
        <source>今天 %s</source>
        <translation>Today %s</translation>
    </message>
    <message>
        <source>今天已结束</source>
        <translation>Over for today</translation>
    </message>
    <message>
        <source>代%s</source>
        <translation>for %s</translation>
    </message>
    <message>
        <source>还有</source>
        <translation>In</translation>
    </message>
    <message>
        <source>现在开放</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>现在休息</source>
        <translation>Closed</translation>
    </message>
    <message>
        <source>按要紧排</source>
        <translation>By urgency</translation>
    </message>
    <message>
        <source>红</source>
        <translation>red</translation>
    </message>
    <message>
        <source>橙</source>
        <translation>orange</translation>
    </message>
    <message>
        <source>黄</source>
        <translation>yellow</translation>
    </message>
    <message>
        <source>蓝</source>
        <translation>blue</translation>
    </message>
    <message>
        <source>仅有中文</source>
        <translation>Only in Chinese</translation>
    </message>
    <message>
        <source>小区紧急提醒</source>
        <translation>Urgent reminder</translation>
    </message>
    <message>
        <source>小区重要提醒</source>
        <translation>Important reminder</translation>
    </message>
    <message>
        <source>小区提示</source>
        <translation>Reminder</translation>
    </message>
    <message>
        <source>第 %d 页 共 %d 页</source>
        <translation>Page %d of %d</translation>
    </message>
    <message>
        <source>仅有外文</source>
        <translation>In another language</translation>
    </message>
    <message>
        <source>暂无安排</source>
        <translation>Nothing planned</translation>
    </message>
    <message>
        <source>按时间排</source>
        <translation>By date</translation>
    </message>
    <message>
        <source>此刻 %s 当班</source>
        <translation>%s on duty</translation>
    </message>
    <message>
        <source>告</source>
        <translation>N</translation>
    </message>
    <message>
        <source>通知公告</source>
        <translation>Notices</translation>
    </message>
    <message>
        <source>班</source>
        <translation>D</translation>
    </message>
    <message>
        <source>值班排片表</source>
        <translation>Duty roster</translation>
    </message>
    <message>
        <source>家</source>
        <translation>?</translation>
    </message>
    <message>
        <source>影响我家吗？</source>
        <translation>My building?</translation>
    </message>
    <message>
        <source>点楼号，查停水停电</source>
        <translation>Water and power cuts</translation>
    </message>
    <message>
        <source>事</source>
        <translation>W</translation>
    </message>
    <message>
        <source>本周大事</source>
        <translation>This week</translation>
    </message>
    <message>
        <source>服务时间与联系人</source>
        <translation>Hours and contacts</translation>
    </message>
    <message>
        <source>都借出了</source>
        <translation>Everything is lent out</translation>
    </message>
    <message>
        <source>屏</source>
        <translation>i</translation>
    </message>
    <message>
        <source>关于本屏</source>
        <translation>This screen</translation>
    </message>
    <message>
        <source>您想看什么？</source>
        <translation>Please choose</translation>
    </message>
    <message>
        <source>还有 %d 件</source>
        <translation>%d still to come</translation>
    </message>
    <message>
        <source>全部</source>
        <translation>All</translation>
    </message>
    <message>
        <source>眼下没有通知</source>
        <translation>No notices at the moment</translation>
    </message>
    <message>
        <source>眼下没有影响您这栋楼的通知</source>
        <translation>Nothing concerns your building at the moment</translation>
    </message>
    <message>
        <source>时间</source>
        <translation>Hours</translation>
    </message>
    <message>
        <source>地点</source>
        <translation>Where</translation>
    </message>
    <message>
        <source>联系人</source>
        <translation>Who</translation>
    </message>
    <message>
        <source>电话</source>
        <translation>Phone</translation>
    </message>
    <message>
        <source>您住几号楼？</source>
        <translation>Your building</translation>
    </message>
    <message>
        <source>看停水、停电、会议是否与您有关</source>
        <translation>See which cuts and meetings concern you</translation>
    </message>
    <message>
        <source>紧急联系</source>
        <translation>Emergency</translation>
    </message>
    <message>
        <source>遇险先拨 110、119、120</source>
        <translation>Police 110, fire 119, ambulance 120</translation>
    </message>
    <message>
        <source>小区</source>
        <translation>Compound</translation>
    </message>
    <message>
        <source>内容</source>
        <translation>Content</translation>
    </message>
    <message>
        <source>发布</source>
        <translation>Editors</translation>
    </message>
    <message>
        <source>居委会与物业编写，两人核准后上屏；以公告墙原件为准</source>
        <translation>Written by the residents&apos; committee and the property company, approved by two people. The original on the notice wall prevails.</translation>
    </message>
    <message>
        <source>隐私</source>
        <translation>Privacy</translation>
    </message>
    <message>
        <source>本屏没有摄像头，不录音，不记录是谁在看</source>
        <translation>This screen has no camera, records no sound and does not note who is looking.</translation>
    </message>
    <message>
        <source>更正</source>
        <translation>Mistakes</translation>
    </message>
    <message>
        <source>程序</source>
        <translation>Software</translation>
    </message>
    <message numerus="yes">
        <source>%d 条在公示</source>
        <translation>
            <numerusform>%d notice posted</numerusform>
            <numerusform>%d notices posted</numerusform>
        </translation>
    </message>
    <message>
        <source>%d 项现在开放</source>
        <translation>%d open now</translation>
    </message>
    <message>
        <source>务</source>
        <translation>S</translation>
    </message>
    <message>
        <source>%s 可借 %d</source>
        <translation>%s: %d available</translation>
    </message>
    <message>
        <source>具</source>
        <translation>L</translation>
    </message>
    <message>
        <source>急</source>
        <translation>!</translation>
    </message>
    <message>
        <source>其他</source>
        <translation>Other</translation>
    </message>
    <message>
        <source>1 党总支 · 3 居委会 业委会 物业 · X 志愿者与社区单位</source>
        <translation>1 Party branch · 3 Committees, property · X Others</translation>
    </message>
    <message>
        <source>%s · 第 %d 版 · 签名已核对</source>
        <translation>%s · version %d · signature verified</translation>
    </message>
    <message>
        <source>上一周</source>
        <translation>Earlier</translation>
    </message>
    <message>
        <source>看整月</source>
        <translation>Month</translation>
    </message>
    <message>
        <source>上个月</source>
        <translation>Earlier</translation>
    </message>
    <message>
        <source>本月</source>
        <translation>This month</translation>
    </message>
    <message>
        <source>下个月</source>
        <translation>Later</translation>
    </message>
    <message>
        <source>看本周</source>
        <translation>Week</translation>
    </message>
    <message numerus="yes">
        <source>%d 件与您有关</source>
        <translation>
            <numerusform>%d notice for you</numerusform>
            <numerusform>%d notices for you</numerusform>
        </translation>
    </message>
    <message>
        <source>换一栋楼</source>
        <translation>Change</translation>
    </message>
    <message>
        <source>本周</source>
        <translation>This week</translation>
    </message>
    <message>
        <source>另有 %d 件</source>
        <translation>%d more</translation>
    </message>
    <message>
        <source>下一周</source>
        <translation>Later</translation>
    </message>
    <message>
        <source>%s号楼</source>
        <translation>Building %s</translation>
    </message>
    <message>
        <source>内容有误请告诉</source>
        <translation>Please tell</translation>
    </message>
</context>
</TS>
