namespace Loader.Sources.Bytes;

/// <summary>What decompression may make of an input before it is taken for a bomb.</summary>
/// <param name="Ratio">Content per compressed byte. Looked at from <see cref="RatioFrom"/> on: small content costs nothing, whatever it was.</param>
/// <param name="Bytes">Content of one input in all.</param>
internal sealed record UnpackLimits(long Ratio, long Bytes)
{
    /// <summary>Text of events packs 5 to 20 times, the same row again and again 200 times; a bomb 1,000 times and more.</summary>
    public const long DefaultRatio = 500;

    public const long DefaultBytes = 1_000_000_000_000;

    public const long RatioFrom = 64 << 20;

    public static UnpackLimits Default { get; } = new(DefaultRatio, DefaultBytes);

    /// <summary>What is wrong with so much content out of so many bytes, or null.</summary>
    public string? Problem(long content, long packed) =>
        content > Bytes ? FormattableString.Invariant($"it holds more than {Bytes} bytes; max_unpacked is {Bytes}")
        : content > RatioFrom && content / Math.Max(1, packed) > Ratio
            ? FormattableString.Invariant($"{packed} bytes of it became {content}: more than {Ratio} times as many, which is max_ratio")
        : null;
}
