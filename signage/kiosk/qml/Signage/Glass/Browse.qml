pragma ComponentBehavior: Bound

import QtQuick
import Signage.Kiosk

// A resident touches: one screen at a time, and the controls that are always there.
Item {
    id: browse

    required property Visit visit
    property string shown: ""

    // What `visit.place` says. The same place keeps its item, and with it where its list was scrolled to.
    function show(): void {
        const place = visit.place
        if (place.key === undefined)
            return
        const values = Object.assign({}, place.properties, {visit: visit})
        if (place.key === shown && holder.item !== null) {
            holder.update(place.properties)
            return
        }
        shown = place.key
        holder.hold(place.component, values)
        const screen = holder.item as BrowseScreen
        if (screen !== null && screen.pager !== null)
            screen.pager.restore(screen.scrollTo > 0 ? screen.scrollTo : screen.startAt)
    }

    // the paper that covers the rotation: below the header, or beside the panel, or all of a ribbon
    Rectangle {
        objectName: "paper"
        x: Tokens.portrait || Tokens.ribbon || Tokens.mirrored ? 0 : Tokens.header.width
        y: Tokens.portrait ? Tokens.header.height : 0
        width: Tokens.portrait || Tokens.ribbon ? parent.width : parent.width - Tokens.header.width
        height: parent.height - y
        color: Tokens.paper

        MouseArea {
            anchors.fill: parent
            onPressed: browse.visit.stay()
        }
    }

    Holder {
        id: holder

        objectName: "browsed"
        x: Tokens.stage.x
        y: Tokens.stage.y
        width: Tokens.stage.width
        height: Tokens.actions.y + Tokens.actions.height - Tokens.stage.y
    }

    Controls {
        x: Tokens.controls.x
        y: Tokens.controls.y
        width: Tokens.controls.width
        height: Tokens.controls.height
        pager: (holder.item as BrowseScreen)?.pager ?? null
        visit: browse.visit
    }

    Connections {
        target: browse.visit

        function onPlaceChanged(): void {
            browse.show()
        }
    }

    Component.onCompleted: show()
}
