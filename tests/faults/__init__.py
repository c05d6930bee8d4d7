"""breakd under faults: nothing acknowledged is lost, and nothing is booked that nobody saw."""
