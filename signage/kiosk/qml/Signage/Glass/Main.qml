pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Window
import Signage.Kiosk

// The glass. What is on it is decided in Python (signage/kiosk/conductor.py); here it is only drawn.
Window {
    id: root

    required property Glass glass
    property bool quitting: false
    readonly property bool quiet: ["boot", "safe", "blackout"].includes(glass.mode)
    readonly property bool browsing: glass.browsing

    color: Tokens.paper
    title: glass.compoundName
    onClosing: event => event.accepted = root.quitting

    Item {
        anchors.fill: parent
        visible: !root.quiet && takeover.item === null

        Loader {
            active: Tokens.portrait
            width: parent.width
            height: Tokens.strip.y
            sourceComponent: Header {
                glass: root.glass
            }
        }

        Loader {
            active: !Tokens.portrait
            width: Tokens.strip.width
            height: parent.height
            sourceComponent: SidePanel {
                glass: root.glass
            }
        }

        Stage {
            id: stage

            objectName: "glassStage"
            x: Tokens.stage.x
            y: Tokens.stage.y
            width: Tokens.stage.width
            height: Tokens.stage.height
            glass: root.glass
            onSettled: key => root.glass.settled(key)
            onTapped: root.glass.touchStage()
        }

        Loader {
            active: Tokens.portrait
            opacity: root.glass.stripShown ? 1 : 0
            visible: opacity > 0
            x: Tokens.strip.x
            y: Tokens.strip.y
            width: Tokens.strip.width
            height: Tokens.strip.height
            sourceComponent: DutyStrip {
                glass: root.glass
            }

            Behavior on opacity {
                enabled: Tokens.fadeMs > 0 // an animator without a duration never arrives

                OpacityAnimator {
                    duration: Tokens.fadeMs
                }
            }
        }

        Foot {
            x: Tokens.foot.x
            y: Tokens.foot.y
            width: Tokens.foot.width
            height: Tokens.foot.height
            glass: root.glass
            onTapped: root.glass.touchHint()
        }

        Loader {
            active: root.browsing
            x: Tokens.stage.x
            y: Tokens.stage.y
            width: Tokens.stage.width
            height: parent.height - y
            sourceComponent: Browse {
                glass: root.glass
            }
        }
    }

    Loader {
        active: root.quiet
        anchors.fill: parent
        sourceComponent: Quiet {
            glass: root.glass
        }
    }

    Holder {
        id: takeover

        anchors.fill: parent

        function show(): void {
            const alert = root.glass.alert
            if (root.glass.mode !== "takeover" || alert.key === undefined) {
                hold("", {})
                return
            }
            hold("Takeover", alert)
            root.glass.settled(alert.key)
        }

        Connections {
            target: root.glass

            function onAlertChanged(): void {
                takeover.show()
            }
        }

        Component.onCompleted: show()
    }
}
