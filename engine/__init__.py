"""How reasoning is carried out: condition language, durable-rules driver, trace; it knows no law."""
