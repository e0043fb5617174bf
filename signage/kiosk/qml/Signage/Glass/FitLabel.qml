import QtQuick

// A line of text in a place of a given width and height. A text that is too long for it is set smaller and on several
// lines rather than cut: names, titles and offices are what they are. A word is set smaller before it is broken.
// (`Text.Fit` heeds neither `elide` nor `maximumLineCount`: with them it cuts.)
Label {
    id: label

    // what it needs at its full size, in pixels
    readonly property real natural: Math.ceil(measure.advanceWidth) + 1
    readonly property bool lengthy: measure.advanceWidth > width
    // a text that no line may break: a time
    property bool whole: false

    height: font.pixelSize * 1.45
    fontSizeMode: lengthy ? whole ? Text.HorizontalFit : Text.Fit : Text.FixedSize
    minimumPixelSize: Tokens.px(8)
    wrapMode: lengthy && !whole ? Text.WordWrap : Text.NoWrap

    TextMetrics {
        id: measure

        font: label.font
        text: label.text
    }
}
