pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Window
import Signage.Kiosk

// The glass. What is on it is decided in Python (signage/kiosk/conductor.py); here it is only drawn.
Window {
    id: root

    required property Glass glass
    // Degrees, clockwise, that the panel is mounted turned: 0, 90, 180, 270.
    property int turned: 0
    property bool quitting: false
    readonly property bool quiet: ["boot", "safe", "blackout"].includes(glass.mode)
    readonly property bool browsing: glass.visit.active

    color: Tokens.paper
    title: glass.compoundName
    onClosing: event => event.accepted = root.quitting

    Item {
        id: upright

        readonly property bool sideways: root.turned % 180 !== 0

        anchors.centerIn: parent
        width: sideways ? root.height : root.width
        height: sideways ? root.width : root.height
        rotation: root.turned

        Item {
            id: frame

            x: Tokens.shift.x
            y: Tokens.shift.y
            width: parent.width
            height: parent.height
            visible: !root.quiet && takeover.item === null

            Loader {
                active: Tokens.portrait
                width: Tokens.header.width
                height: Tokens.header.height
                sourceComponent: Header {
                    glass: root.glass
                }
            }

            Image {
                x: Tokens.ornament.x
                y: Tokens.ornament.y
                width: Tokens.ornament.width
                height: Tokens.ornament.height
                source: Tokens.ornamentSource
                sourceSize: Qt.size(width, height)
                visible: Tokens.ornamentSource !== ""
                z: Tokens.portrait ? -1 : 1
            }

            // the panel's colour reaches beyond the glass: a shift of some pixels uncovers nothing
            Rectangle {
                x: Tokens.header.x - (Tokens.mirrored ? 0 : Tokens.fx(20))
                y: -Tokens.fx(20)
                width: Tokens.header.width + Tokens.fx(20)
                height: parent.height + 2 * Tokens.fx(20)
                color: Tokens.primary
                visible: !Tokens.portrait
            }

            Loader {
                active: !Tokens.portrait
                z: 2
                x: Tokens.header.x
                width: Tokens.header.width
                height: Tokens.header.height
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
                visible: !root.browsing && !root.quitting // who is not seen stops
                onSettled: key => root.glass.settled(key)
                onFailed: (key, problem) => root.glass.filmFailed(key, problem)
                onTapped: root.glass.touchStage()
            }

            Loader {
                active: Tokens.portrait
                opacity: root.glass.stripShown ? 1 : 0
                visible: opacity > 0 && !root.browsing
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
                visible: !root.browsing
                onTapped: root.glass.touchHint()
            }

            Loader {
                active: root.browsing
                anchors.fill: parent
                z: 3
                sourceComponent: Browse {
                    visit: root.glass.visit
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
}
