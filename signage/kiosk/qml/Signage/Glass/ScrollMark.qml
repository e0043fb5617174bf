import QtQuick

// How much of a list is in sight, and where.
Rectangle {
    required property Flickable view

    x: view.x + view.width - width
    y: view.y + view.visibleArea.yPosition * view.height
    width: Tokens.px(8)
    height: view.visibleArea.heightRatio * view.height
    color: Tokens.dot
    radius: width / 2
    visible: view.visible && view.visibleArea.heightRatio < 1
}
