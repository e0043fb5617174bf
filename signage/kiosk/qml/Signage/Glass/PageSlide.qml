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

    NoticeHead {
        width: parent.width
        category: slide.category
        compact: true
        pageWords: slide.pageWords
        title: slide.title
        tone: slide.tone
        when: slide.when
    }

    Image {
        id: picture

        x: 0
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
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Tokens.px(Tokens.portrait ? 40 : 8)
        width: parent.width
        color: Tokens.muted
        font.pixelSize: Tokens.smallSize
        horizontalAlignment: Text.AlignRight
        text: slide.sourceWords
    }
}
