pragma ComponentBehavior: Bound

import QtQuick

// Text on the glass: plain, never markup, never thinner than medium. The fonts are Chinese: quotes, apostrophes and dots
// of a text without any Chinese are told to be no wider than its letters.
Text {
    id: label

    readonly property bool chinese: /[\u2e80-\u9fff\uff00-\uffef]/.test(text)

    color: Tokens.ink
    font.family: Tokens.sans
    font.features: chinese ? ({}) : ({ "pwid": 1, "palt": 1 })
    font.weight: Font.Medium
    font.pixelSize: Tokens.factSize
    textFormat: Text.PlainText
    verticalAlignment: Text.AlignVCenter
}
