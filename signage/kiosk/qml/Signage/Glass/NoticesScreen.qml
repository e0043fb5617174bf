pragma ComponentBehavior: Bound

import QtQuick

// All notices that are posted: by category, by urgency or by time.
BrowseScreen {
    id: screen

    required property string empty
    required property var kinds
    // room for the longest of the kinds that are listed, so that titles stand below each other
    readonly property real kindWidth: Math.min(list.width * 0.24, kinds.reduce((most, kind) => Math.max(most, Math.ceil(measure.advanceWidth(kind)) + 1 + 2 * Tokens.px(26)), Tokens.px(160)))

    pager: Pager {
        view: list
        visit: screen.visit
    }

    FontMetrics {
        id: measure

        font.family: Tokens.sans
        font.pixelSize: Tokens.chipSize
        font.weight: Font.Bold
    }

    Label {
        anchors.centerIn: parent
        color: Tokens.muted
        font.pixelSize: Tokens.factSize
        text: screen.empty
        visible: list.count === 0
    }

    ListView {
        id: list

        objectName: "notices"
        width: parent.width
        height: parent.height
        boundsBehavior: Flickable.StopAtBounds
        // no rows are made ahead of time: rows that go while they are being made confuse Qt (DelegateModel::cancel)
        cacheBuffer: 0
        clip: true
        model: screen.visit.rows
        reuseItems: true
        spacing: Tokens.px(18)
        onMovementStarted: screen.visit.stay()
        onMovementEnded: {
            screen.visit.stay()
            screen.visit.scrolled(contentY - originY)
        }

        delegate: NoticeLine {
            kindWidth: screen.kindWidth
            width: list.width
            onTapped: screen.go("reading", itemId)
        }
    }

    ScrollMark {
        view: list
    }
}
