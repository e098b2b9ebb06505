"""WordPress exports (WXR 1.0 to 1.2): posts, pages, people, terms and pictures, read as a stream.

``stream`` reads the XML, ``survey`` goes through it once before anything is believed, ``export`` is the way in,
``bodies`` and ``manuscripts`` say what an item becomes, ``fates`` why some become nothing, ``actions`` files them.
"""
