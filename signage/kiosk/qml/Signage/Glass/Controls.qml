pragma ComponentBehavior: Bound

import QtQuick
import Signage.Kiosk

// The buttons of the browse mode, always in the same place: back and home, the pages, what makes it easier, the time left.
Item {
    id: controls

    required property Visit visit
    // Pages of what is scrolled, where the screen has some.
    property Pager pager: null
    readonly property bool turning: visit.pages > 1
    readonly property bool scrolling: !turning && pager !== null && pager.pages > 1
    readonly property int nav: Math.max(Tokens.target, Tokens.fx(Tokens.portrait ? 112 : Tokens.ribbon ? 100 : 88))
    readonly property int comfort: Math.max(Tokens.target, Tokens.fx(Tokens.portrait ? 96 : 88))
    readonly property int gap: Tokens.fx(Tokens.portrait ? 18 : 12)
    // a wide panel is short of height: all in one row
    readonly property bool beside: !Tokens.portrait && !Tokens.ribbon

    // widths follow from all four ways, so that what stands beside them is always in the same place
    readonly property var wayWords: [visit.at === "home" ? qsTr("返回轮播") : qsTr("返回"), qsTr("首页"), qsTr("上一页"), qsTr("下一页")]
    readonly property var comfortWords: visit.comforts.map(comfort => comfort.text)

    function turn(by: int): void {
        if (turning)
            visit.turn(by)
        else if (pager !== null)
            pager.turn(by)
    }

    PillMeasure {
        id: measure

        // of the room for ways and comforts, without the spaces between them
        readonly property real wide: controls.width - controls.gap - 3 * controls.gap - (easier.count - 1) * easier.spacing
        readonly property real waysNeed: sum(needs([qsTr("返回轮播"), ...controls.wayWords.slice(1)]))
        readonly property real share: waysNeed / (waysNeed + sum(needs(controls.comfortWords)))
    }

    Grid {
        id: ways

        readonly property bool paged: controls.turning || controls.scrolling
        readonly property int shown: paged ? 4 : 2
        readonly property var shares: columns === shown ? measure.shares(controls.wayWords.slice(0, shown), width - (shown - 1) * spacing) : Array(shown).fill((width - (columns - 1) * spacing) / columns)
        readonly property bool first: controls.turning ? controls.visit.page === 0 : controls.pager === null || controls.pager.view.atYBeginning
        readonly property bool last: controls.turning ? controls.visit.page >= controls.visit.pages - 1 : controls.pager === null || controls.pager.view.atYEnd

        width: controls.beside ? measure.wide * measure.share + 3 * spacing : parent.width
        columns: Tokens.ribbon ? 2 : shown
        spacing: controls.gap

        Pill {
            objectName: "back"
            width: ways.shares[0]
            height: controls.nav
            main: true
            text: controls.wayWords[0]
            onTapped: controls.visit.back()
        }

        Pill {
            objectName: "home"
            width: ways.shares[1]
            height: controls.nav
            enabled: controls.visit.at !== "home"
            text: controls.wayWords[1]
            onTapped: controls.visit.home()
        }

        Pill {
            objectName: "previous"
            width: ways.shares[2]
            height: controls.nav
            enabled: !ways.first
            text: controls.wayWords[2]
            visible: ways.paged
            onTapped: controls.turn(-1)
        }

        Pill {
            objectName: "next"
            width: ways.shares[3]
            height: controls.nav
            enabled: !ways.last
            text: controls.wayWords[3]
            visible: ways.paged
            onTapped: controls.turn(1)
        }
    }

    Grid {
        id: easier

        readonly property int count: controls.visit.comforts.length
        readonly property var shares: Tokens.ribbon ? [] : measure.shares(controls.comfortWords, width - (count - 1) * spacing)

        x: controls.beside ? ways.width + controls.gap : 0
        y: controls.beside ? 0 : Tokens.ribbon ? 2 * controls.nav + 2 * controls.gap : controls.nav + controls.gap
        width: parent.width - x
        columns: Tokens.ribbon ? 2 : Math.max(1, count)
        spacing: Math.min(controls.gap, Tokens.fx(14))
        visible: !controls.visit.idleWarning

        Repeater {
            model: controls.visit.comforts

            Pill {
                required property var modelData
                required property int index

                objectName: "comfort-" + modelData.name
                width: easier.shares[index] ?? (easier.width - easier.spacing) / 2
                height: controls.comfort
                checkable: true
                on: modelData.on
                size: Tokens.hintSize * 0.95
                text: modelData.text
                onTapped: controls.visit.toggle(modelData.name)
            }
        }
    }

    Pill {
        id: stay

        objectName: "stay"
        x: easier.x
        y: easier.y
        width: easier.width
        height: controls.comfort
        main: true
        text: qsTr("再看一会儿（还剩 %1 秒）").arg(controls.visit.idleLeft)
        visible: controls.visit.idleWarning
        onTapped: controls.visit.stay()
    }

    Rectangle {
        id: progress

        anchors.bottom: words.top
        anchors.bottomMargin: Tokens.fx(2)
        width: parent.width
        height: Tokens.fx(8)
        color: Tokens.pill
        radius: height / 2

        Rectangle {
            width: parent.width * controls.visit.idleShare
            height: parent.height
            color: controls.visit.idleWarning ? Tokens.accent : Tokens.primary
            radius: height / 2
        }
    }

    FitLabel {
        id: words

        anchors.bottom: parent.bottom
        width: parent.width
        height: Tokens.fx(46)
        color: Tokens.muted
        font.pixelSize: Tokens.frameSmallSize
        horizontalAlignment: Text.AlignHCenter
        text: [controls.visit.pageWords, qsTr("%1 秒后返回轮播，触摸即可继续").arg(controls.visit.idleLeft)].filter(part => part !== "").join("   ·   ")
    }
}
