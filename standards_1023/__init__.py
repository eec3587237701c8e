"""What the departments' tables say: values, their reading as numbers and units, and checks on them."""
