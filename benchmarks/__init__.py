"""What a page of the registry costs, as a multiple of an answer that says hello.

``python -m benchmarks`` measures it; ``README.md`` says how.
"""
