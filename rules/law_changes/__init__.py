"""What the 生态环境法典 put in the place of the laws that it repealed on 2026-08-15 (art. 1242)."""
