"""The signed feed: publish (sign) and pull (verify) a TUF repository. https://theupdateframework.github.io/specification/"""
