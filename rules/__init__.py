"""How law reasons: severity and consequence to the band, with an article or a cell for every reason."""
