import QtQuick

// What lies on the paper: a tile, a row, a sheet.
Rectangle {
    border.color: Tokens.line
    border.width: Tokens.px(2)
    color: Tokens.card
    radius: Tokens.px(26)
}
