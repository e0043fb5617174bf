pragma ComponentBehavior: Bound

import QtQuick

// All notices that are posted: by category, by urgency or by time.
BrowseScreen {
    id: screen

    required property string empty

    pager: Pager {
        view: list
        visit: screen.visit
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
            width: list.width
            onTapped: screen.go("reading", itemId)
        }
    }

    ScrollMark {
        view: list
    }
}
