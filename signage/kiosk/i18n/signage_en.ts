<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US" sourcelanguage="zh_CN">
<context>
    <name>Controls</name>
    <message>
        <source>返回轮播</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>返回</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>首页</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>上一页</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>下一页</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>再看一会儿（还剩 %1 秒）</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 秒后返回轮播，触摸即可继续</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DutyStrip</name>
    <message>
        <source>下一班</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FacilityRow</name>
    <message>
        <source>共 %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>已借完</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>可借</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Foot</name>
    <message>
        <source>%1 / %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>轻触屏幕，查看全部</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>轻触屏幕，查看全部通知与值班表</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NoticeSource</name>
    <message>
        <source>原件见公告墙</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>扫码带走全文</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PairingNote</name>
    <message>
        <source>工作人员：在控制台“屏幕”页输入配对码</source>
        <translation>Staff: enter this code on the console’s Screens page</translation>
    </message>
    <message>
        <source>根指纹 %1</source>
        <translation>Root fingerprint %1</translation>
    </message>
</context>
<context>
    <name>Quiet</name>
    <message>
        <source>欢迎回家</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>屏幕已就绪，正在等待第一份内容</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>暂停播放 · Paused</source>
        <translation>Paused · 暂停播放</translation>
    </message>
</context>
<context>
    <name>SidePanel</name>
    <message>
        <source>下一班</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Stage</name>
    <message>
        <source>查看这一条</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WeekSlide</name>
    <message>
        <source>今日我当班</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>本周接待排片表   %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>glass</name>
    <message>
        <source>大字</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>高对比</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>低位</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>不动</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>用手机扫一扫，把全文带回家</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%d / %d 页</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%d / %d 图</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>看大图</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>二维码</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>门岗八大功能</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>门岗服务</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>本月接待 %d 件 · 已办结 %d 件 · 办理中 %d 件</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>当班信息</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>此刻无人当班</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>无人当班</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>排片表待公布</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>此刻当班 %s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>便民设施</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>到门岗登记即借</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>时间待校准</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>时间待校准，请询门岗</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>此刻当班</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>更新 %s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>预告 %s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>天</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>今天 %s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>今天已结束</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>代%s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>还有</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>现在开放</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>现在休息</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>按要紧排</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>仅有中文</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>暂无安排</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>按时间排</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>此刻 %s 当班</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>通知公告</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>值班排片表</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>影响我家吗？</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>点楼号，查停水停电</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>本周大事</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>服务时间与联系人</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>都借出了</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>关于本屏</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>您想看什么？</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>还有 %d 件</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>全部</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>眼下没有通知</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>眼下没有影响您这栋楼的通知</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>时间</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>地点</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>联系人</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>电话</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>您住几号楼？</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>看停水、停电、会议是否与您有关</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>紧急联系</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>遇险先拨 110、119、120</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>小区</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>内容</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>发布</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>居委会与物业编写，两人核准后上屏；以公告墙原件为准</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>隐私</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>本屏没有摄像头，不录音，不记录是谁在看</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>更正</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>程序</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>配对码</source>
        <translation>Pairing code</translation>
    </message>
    <message>
        <source>%d 条在公示</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%d 项现在开放</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%s 可借 %d</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>其他</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 党总支 · 3 居委会 业委会 物业 · X 志愿者与社区单位</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%s · 第 %d 版 · 签名已核对</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>上一周</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>看整月</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>上个月</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>本月</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>下个月</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>看本周</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%d 件与您有关</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>换一栋楼</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%s · 根指纹 %s</source>
        <translation>%s · root fingerprint %s</translation>
    </message>
    <message>
        <source>本周</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>另有 %d 件</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>下一周</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%s号楼</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>内容有误请告诉</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
