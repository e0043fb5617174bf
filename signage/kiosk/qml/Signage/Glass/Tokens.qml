pragma Singleton

import QtQuick

// The one home of colours, fonts and sizes. Python sets every one of them from the theme and the panel
// (signage/kiosk/tokens.py); the values here only give each its type.
QtObject {
    property bool portrait: true
    property bool ribbon: false
    property bool mirrored: false
    // The head of a page is its title alone.
    property bool terse: false
    // A resident asked for large type.
    property bool large: false
    // Pixels by which the frame stands aside, so that nothing burns in.
    property point shift: Qt.point(0, 0)
    property real unit: 1
    property real frameUnit: 1
    property int fadeMs: 0

    property color paper
    property color card
    property color line
    property color pill
    property color dot
    property color ink
    property color muted
    property color primary
    property color primaryInk
    property color primaryText
    property color primaryTextSoft
    property color primaryTextGold
    property color accent
    property color accentSoft
    property color gold
    property color goldSoft
    property color blue
    property color blueSoft
    property color plum
    property color plumSoft
    property color olive
    property color oliveSoft
    property color violet
    property color violetSoft
    property color past
    property color pastCard

    property string sans
    property string serif

    property int clockSize: 1
    property int nameSize: 1
    property int dateSize: 1
    property int stripNameSize: 1
    property int stripTextSize: 1
    property int smallSize: 1
    property int frameSmallSize: 1
    property int chipSize: 1
    property int titleSize: 1
    property int titleLongSize: 1
    property int factSize: 1
    property int labelSize: 1
    property int bodySize: 1
    property int headingSize: 1
    property int hintSize: 1

    // A theme's own picture, behind everything; empty for none.
    property string ornamentSource: ""
    property rect ornament
    property rect header
    property rect stage
    property rect strip
    property rect foot
    property rect actions
    property rect controls
    property rect page
    property rect alertText
    property int cardTop: 0
    property int lead: 0
    property int code: 1
    property int factLabel: 1
    property int target: 1
    // Where the lower half of the glass begins.
    property int half: 1

    // Pixels of this panel for `size` pixels of the drawing, on the stage.
    function px(size: real): int {
        return Math.max(1, Math.round(size * unit))
    }

    // The same in the frame: header, panel, strip, foot, controls, an alert.
    function fx(size: real): int {
        return Math.max(1, Math.round(size * frameUnit))
    }

    function tone(name: string): color {
        switch (name) {
        case "accent": return accent
        case "gold": return gold
        case "blue": return blue
        case "plum": return plum
        case "olive": return olive
        case "violet": return violet
        default: return primaryInk  // a theme's primary may be as dark as its cards
        }
    }

    // The same for words on the tone's own soft ground.
    function toneInk(name: string): color {
        return ["accent", "gold", "blue", "plum", "olive", "violet"].includes(name) ? tone(name) : primaryInk
    }

    function toneSoft(name: string): color {
        switch (name) {
        case "accent": return accentSoft
        case "gold": return goldSoft
        case "blue": return blueSoft
        case "plum": return plumSoft
        case "olive": return oliveSoft
        case "violet": return violetSoft
        default: return pill
        }
    }
}
