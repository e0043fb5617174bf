pragma ComponentBehavior: Bound

import QtQuick

// Text on the glass: plain, never markup, never thinner than medium.
Text {
    color: Tokens.ink
    font.family: Tokens.sans
    font.weight: Font.Medium
    font.pixelSize: Tokens.factSize
    textFormat: Text.PlainText
    verticalAlignment: Text.AlignVCenter
}
