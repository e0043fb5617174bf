import QtQuick
import Signage.Kiosk

// Turns the pages of something that scrolls: whoever cannot draw a finger over the glass has buttons.
QtObject {
    id: pager

    required property Flickable view
    required property Visit visit
    readonly property int pages: view.height > 0 ? Math.max(1, Math.ceil((view.contentHeight - 2) / view.height)) : 1
    readonly property int page: pages === 1 ? 0 : view.atYEnd ? pages - 1 : Math.min(pages - 1, Math.floor((view.contentY - view.originY) / view.height + 0.5))
    property NumberAnimation glide: NumberAnimation {
        target: pager.view
        property: "contentY"
        duration: 300
        easing.type: Easing.InOutQuad
        onFinished: pager.visit.scrolled(pager.view.contentY - pager.view.originY)
    }

    // `by` pages on; a little of the page before stays in sight.
    function turn(by: int): void {
        const last = Math.max(0, view.contentHeight - view.height)
        const target = Math.max(0, Math.min(last, view.contentY - view.originY + by * view.height * 0.92))
        glide.stop()
        if (Tokens.fadeMs > 0) {
            glide.to = target + view.originY
            glide.start()
        } else {
            view.contentY = target + view.originY
            visit.scrolled(target)
        }
        visit.stay()
    }

    // Where a list was when it was left.
    function restore(pixels: real): void {
        view.contentY = view.originY + Math.max(0, Math.min(pixels, view.contentHeight - view.height))
    }
}
