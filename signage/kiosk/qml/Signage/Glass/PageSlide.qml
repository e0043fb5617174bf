pragma ComponentBehavior: Bound

import QtQuick

// One typeset page of a notice's body, under its title.
SlideFrame {
    id: slide

    required property string category
    required property string tone
    required property string when
    required property string title
    required property string pageWords
    required property string image
    required property string sourceWords

    ready: picture.status === Image.Ready || picture.status === Image.Error
    thread: Tokens.tone(tone)

    FitLabel {
        y: Tokens.px(Tokens.portrait ? 20 : 0)
        width: parent.width
        font.family: Tokens.serif
        font.pixelSize: Tokens.titleLongSize * 0.6
        font.weight: Font.Bold
        text: slide.pageWords === "" ? slide.title : slide.title + "  " + slide.pageWords
        visible: Tokens.terse
    }

    NoticeHead {
        id: head

        visible: !Tokens.terse
        width: Tokens.lead > 0 ? Tokens.lead : parent.width
        category: slide.category
        compact: true
        room: Tokens.lead > 0 ? source.y - wordsTop - Tokens.px(12) : Tokens.titleLongSize * 1.3
        pageWords: slide.pageWords
        title: slide.title
        tone: slide.tone
        when: slide.when
    }

    Image {
        id: picture

        x: Tokens.portrait ? 0 : Tokens.page.x
        y: Tokens.page.y - (slide.carded ? slide.cardTop + Tokens.px(14) : 0)
        width: Tokens.page.width
        height: Tokens.page.height
        cache: false
        fillMode: Image.Pad
        horizontalAlignment: Image.AlignLeft
        source: slide.image
        verticalAlignment: Image.AlignTop
    }

    FitLabel {
        id: source

        anchors.bottom: parent.bottom
        anchors.bottomMargin: Tokens.px(Tokens.portrait ? 40 : 8)
        width: head.width
        height: font.pixelSize * (lengthy && Tokens.lead > 0 ? 2.9 : 1.45)
        color: Tokens.muted
        font.pixelSize: Tokens.smallSize
        horizontalAlignment: Tokens.lead > 0 ? Text.AlignLeft : Text.AlignRight
        text: slide.sourceWords
        visible: !Tokens.terse
    }
}
