import QtQuick

// Holds one item made from a QML file and plain values, as large as itself; what it held before is destroyed.
// WORKAROUND: `Loader.setSource` keeps what it was given for as long as it lives (Qt 6.11: some 5 kB a slide with a list
// in its values; `make bench` shows it as growth). `createObject` does not.
Item {
    id: holder

    property Item item: null

    // `file` of this module, with its properties; an empty name leaves nothing.
    function hold(file: string, values: var): void {
        const gone = item
        item = file === "" ? null : make(file, values)
        if (gone !== null) {
            gone.visible = false
            gone.destroy()
        }
    }

    // The same item, told anew.
    function update(values: var): void {
        for (const name in values)
            item[name] = values[name]
    }

    function make(file: string, values: var): Item {
        const component = Qt.createComponent(file + ".qml", Component.PreferSynchronous)
        const made = component.status === Component.Ready ? component.createObject(holder, values) as Item : null
        if (made === null)
            console.error("%1 cannot be drawn: %2".arg(file).arg(component.errorString()))
        else
            made.anchors.fill = holder
        component.destroy()
        return made
    }
}
