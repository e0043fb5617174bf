pragma ComponentBehavior: Bound

import QtQuick

// One service: what it is, when, where, and whom to ask.
BrowseScreen {
    id: screen

    required property string glyph
    required property string tone
    required property string openWords
    required property bool open
    required property string summary
    required property var lines

    touched: false
    pager: Pager {
        view: list
        visit: screen.visit
    }

    Row {
        id: top

        height: Math.max(character.height, words.height)
        spacing: Tokens.px(32)

        Glyph {
            id: character

            character: screen.glyph
            color: Tokens.tone(screen.tone)
            size: Tokens.px(Tokens.terse ? 84 : 132)
        }

        Column {
            id: words

            width: screen.width - character.width - top.spacing

            FitLabel {
                width: parent.width
                color: screen.open ? Tokens.primaryInk : Tokens.muted
                font.pixelSize: Tokens.px(44)
                font.weight: Font.Bold
                text: screen.openWords
                visible: text !== ""
            }

            Label {
                width: parent.width
                font.pixelSize: Tokens.px(44)
                text: screen.summary
                visible: text !== ""
                wrapMode: Text.Wrap
            }
        }
    }

    LineList {
        id: list

        y: top.height + Tokens.px(28)
        width: parent.width
        height: parent.height - y
        lines: screen.lines
        onMovementEnded: screen.visit.stay()
    }

    ScrollMark {
        view: list
    }
}
