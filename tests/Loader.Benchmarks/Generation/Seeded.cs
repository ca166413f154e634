namespace Loader.Benchmarks.Generation;

/// <summary>Chance from a seed, the same on every machine and runtime: SplitMix64.</summary>
internal sealed class Seeded(ulong seed)
{
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private ulong state = seed;

    /// <summary>A whole number from 0 to just below <paramref name="bound"/>.</summary>
    public int Below(int bound)
    {
        state += 0x9E3779B97F4A7C15;
        var z = state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return (int)((z ^ (z >> 31)) % (ulong)bound);
    }

    public int Between(int least, int most) => least + Below(most - least + 1);

    public T Of<T>(IReadOnlyList<T> choices) => choices[Below(choices.Count)];

    /// <summary>Letters and digits.</summary>
    public string Word(int length) => string.Create(length, this, static (span, chance) =>
    {
        for (var i = 0; i < span.Length; i++) span[i] = Letters[chance.Below(Letters.Length)];
    });
}
