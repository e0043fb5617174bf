pragma ComponentBehavior: Bound

import QtQuick
import Signage.Kiosk

// One slide at a time, the next fading over it. Two places take turns; the hidden one is emptied when the fade ends.
Item {
    id: stage

    required property Glass glass
    property Place front: first
    property string shownKey: ""
    property string waitingKey: ""
    readonly property bool fading: fade.running

    signal settled(key: string)
    signal failed(key: string, problem: string)
    signal tapped()

    // What `glass.slide` says, brought to the glass: at once when nothing is there yet, else by a fade.
    function show(): void {
        const slide = glass.slide
        if (!slide.key || slide.key === waitingKey || (slide.key === shownKey && waitingKey === ""))
            return
        if (fade.running) {
            fade.complete() // and `finish` comes back here for what is wanted now
            return
        }
        const back = front === first ? second : first
        waitingKey = slide.key
        back.key = slide.key
        back.opacity = 0
        back.hold(slide.component, slide.properties)
        arrive(back)
    }

    // A slide may still be decoding its picture: it comes when it is whole, and the old one stays until then.
    function arrive(back: Place): void {
        if (back === front || back.key !== waitingKey || back.slide === null || !back.slide.ready)
            return
        back.z = 1
        front.z = 0
        if (front.slide !== null)
            front.slide.settled = false
        fade.incoming = back
        fade.outgoing = front
        front = back
        if (shownKey === "" || Tokens.fadeMs === 0 || !visible) {
            back.opacity = 1
            finish()
        } else {
            fade.restart()
        }
    }

    function finish(): void {
        fade.incoming.opacity = 1
        fade.outgoing.opacity = 0
        fade.outgoing.hold("", {})
        fade.outgoing.key = ""
        shownKey = fade.incoming.key
        waitingKey = ""
        fade.incoming.slide.settled = true
        settled(shownKey)
        if (glass.slide.key && glass.slide.key !== shownKey)
            show()
    }

    // an animator stands still while nobody sees it: an alert in the middle of a fade ends the fade
    onVisibleChanged: if (!visible && fade.running)
        fade.complete()

    Connections {
        target: stage.glass

        function onSlideChanged(): void {
            stage.show()
        }
    }

    SequentialAnimation {
        id: fade

        property Place incoming: first
        property Place outgoing: second

        onFinished: stage.finish()

        OpacityAnimator {
            target: fade.incoming
            from: 0
            to: 1
            duration: Tokens.fadeMs
            easing.type: Easing.InOutQuad
        }
    }

    Place {
        id: first

        onWholeChanged: stage.arrive(first)
        onFailed: problem => stage.failed(first.key, problem)
    }

    Place {
        id: second

        onWholeChanged: stage.arrive(second)
        onFailed: problem => stage.failed(second.key, problem)
    }

    Tap {
        anchors.fill: parent
        name: qsTr("查看这一条")
        objectName: "stage"
        tint: "transparent"
        onTapped: stage.tapped()
    }

    Component.onCompleted: show()
}
