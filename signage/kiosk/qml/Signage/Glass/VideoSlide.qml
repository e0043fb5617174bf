pragma ComponentBehavior: Bound

import QtQuick
import Signage.Kiosk

// A film, once from its first picture to its last, over its poster frame, which is seen until it begins and wherever it
// cannot be played.
PosterSlide {
    id: slide

    required property string film
    required property size filmSize
    required property bool grey
    required property real brightness

    FilmView {
        id: view

        // where the typesetter lays a poster frame of the same shape
        readonly property real fit: Math.min(parent.width / slide.filmSize.width, parent.height / slide.filmSize.height)

        objectName: "film"
        x: Math.floor((parent.width - width) / 2)
        y: Math.floor((parent.height - height) / 2)
        width: Math.max(1, Math.round(slide.filmSize.width * fit))
        height: Math.max(1, Math.round(slide.filmSize.height * fit))
        brightness: slide.brightness
        grey: slide.grey
        opacity: begun ? 1 : 0
        running: slide.settled
        source: slide.film
        onFailed: problem => slide.failed(problem)
    }
}
