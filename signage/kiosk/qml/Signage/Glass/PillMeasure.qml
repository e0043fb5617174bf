pragma ComponentBehavior: Bound

import QtQuick

// How wide buttons beside each other are, in pixels: as wide as each other where their words fit, else as the words ask.
FontMetrics {
    id: measure

    property real size: Tokens.hintSize
    readonly property real inset: 2 * Tokens.fx(16)

    function needs(texts: var): var {
        // asks for the font too, so that what is bound to this is measured anew when it changes
        return measure.font.pixelSize <= 0 ? [] : texts.map(text => Math.ceil(measure.advanceWidth(text)) + 1 + inset);
    }

    function sum(widths: var): real {
        return widths.reduce((all, one) => all + one, 0);
    }

    // `room` is what they have together, without the spaces between them.
    function shares(texts: var, room: real): var {
        const wanted = needs(texts);
        const equal = room / texts.length;
        if (Math.max(...wanted) <= equal)
            return wanted.map(() => equal);
        const insets = texts.length * inset;
        return wanted.map(one => inset + (one - inset) * (room - insets) / (sum(wanted) - insets));
    }

    // How many go on each line where each is as wide as its words.
    function lines(texts: var, width: real, spacing: real): var {
        const found = [];
        let taken = width;
        for (const one of needs(texts)) {
            if (taken + spacing + one > width) {
                found.push(0);
                taken = -spacing;
            }
            found[found.length - 1] += 1;
            taken += spacing + one;
        }
        return found;
    }

    font.family: Tokens.sans
    font.pixelSize: size
    font.weight: Font.Bold
}
