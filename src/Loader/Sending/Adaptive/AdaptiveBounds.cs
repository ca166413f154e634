namespace Loader.Sending.Adaptive;

/// <summary>Between how many and how many requests in flight the number is found while sending.</summary>
/// <param name="Least">It never falls below this.</param>
/// <param name="Most">It never rises above this.</param>
public sealed record AdaptiveBounds(int Least, int Most)
{
    public const int DefaultLeast = 1;
    public const int DefaultMost = 64;

    /// <summary>Where it begins: low, since a server that is taken by surprise cannot be asked back.</summary>
    public const int UsualStart = 4;

    public int Start => Math.Clamp(UsualStart, Least, Most);
}
