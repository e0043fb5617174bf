import QtQuick

// A notice at a glance: its title and its facts.
SlideFrame {
    id: slide

    required property string category
    required property string tone
    required property string when
    required property string title
    required property var facts
    required property string pageWords
    required property string qr
    required property string number
    required property string issuer
    required property string issued
    required property bool onWall

    thread: Tokens.tone(tone)

    NoticeHead {
        id: head

        width: parent.width
        category: slide.category
        pageWords: slide.pageWords
        title: slide.title
        tone: slide.tone
        when: slide.when
    }

    Column {
        id: list

        readonly property int room: source.y - y - Tokens.px(16)

        y: head.height + Tokens.px(Tokens.portrait ? 40 : 28)
        width: parent.width

        Repeater {
            id: rows

            model: slide.facts

            Item {
                id: row

                required property var modelData
                readonly property int share: list.room / Math.max(1, rows.count)

                width: list.width
                height: Math.max(value.implicitHeight + Tokens.px(24), Math.min(Tokens.px(Tokens.portrait ? 158 : 130), share))

                Rectangle {
                    width: parent.width
                    height: Tokens.px(2)
                    color: Tokens.line
                }

                Label {
                    y: value.y + (value.firstLine - height) / 2
                    width: Tokens.px(Tokens.portrait ? 124 : 150)
                    color: Tokens.muted
                    font.pixelSize: Tokens.labelSize
                    fontSizeMode: Text.HorizontalFit
                    minimumPixelSize: Tokens.smallSize
                    text: row.modelData.label
                }

                Label {
                    id: value

                    readonly property real firstLine: lineCount > 0 ? implicitHeight / lineCount : implicitHeight

                    anchors.verticalCenter: parent.verticalCenter
                    x: Tokens.px(Tokens.portrait ? 132 : 158)
                    width: parent.width - x
                    elide: Text.ElideRight
                    maximumLineCount: 3
                    text: row.modelData.value
                    wrapMode: Text.Wrap
                }
            }
        }

        Rectangle {
            width: parent.width
            height: Tokens.px(2)
            color: Tokens.line
            visible: rows.count > 0
        }
    }

    NoticeSource {
        id: source

        anchors.bottom: parent.bottom
        anchors.bottomMargin: Tokens.px(Tokens.portrait ? 56 : 0)
        width: parent.width
        issued: slide.issued
        issuer: slide.issuer
        number: slide.number
        onWall: slide.onWall
        qr: slide.qr
    }
}
