using Loader.Mappings.Findings;

namespace Loader.Rehearsal.Faults;

/// <summary>
/// Which requests meet which fault. The choice hangs on the seed and the request's number alone, never on the clock: the same script, seed
/// and order of requests give the same faults. A retry is a new request and draws anew.
/// </summary>
public sealed class FaultScript
{
    private readonly ulong seed;
    private readonly IReadOnlyList<FaultStep> steps;

    internal FaultScript(IReadOnlyList<FaultStep> steps, ulong seed)
    {
        this.steps = steps;
        this.seed = seed;
    }

    /// <summary>Nothing goes wrong.</summary>
    public static FaultScript None { get; } = new([], 0);

    public IReadOnlyList<FaultStep> Steps => steps;

    /// <summary>
    /// Reads a script such as <c>429*3 retry-after=1, 500@10%, hang@0.1%</c> (grammar: docs/rehearsal.md).
    /// All mistakes go to <paramref name="findings"/>; null when there is one.
    /// </summary>
    /// <param name="text">The script; empty means no faults.</param>
    /// <param name="seed">What the random shares are drawn from.</param>
    /// <param name="findings">Where mistakes go.</param>
    /// <param name="place">Where the text stands; by default the flag <c>--faults</c>.</param>
    public static FaultScript? Parse(string text, ulong seed, FindingList findings, Place? place = null) =>
        new FaultReader(text, place ?? new("--faults", 1, 1), findings).Read() is { } steps ? new(steps, seed) : null;

    /// <summary>The fault that a request meets, or null. Requests are numbered from 1.</summary>
    public FaultStep? For(long request)
    {
        var counted = 0L;
        for (var i = 0; i < steps.Count; i++)
        {
            var hit = steps[i].Choice switch
            {
                FaultChoice.Every => true,
                FaultChoice.First first => request > counted && request <= (counted += first.Count),
                FaultChoice.Numbered numbered => request >= numbered.From && request <= numbered.To,
                FaultChoice.Share share => Draw(request, i) < share.Percent / 100,
                _ => throw new InvalidOperationException($"no such choice: {steps[i].Choice}"),
            };
            if (hit) return steps[i];
        }

        return null;
    }

    /// <summary>A number in [0, 1) that only seed, request and step decide (the finalizer of SplitMix64, applied twice).</summary>
    private double Draw(long request, int step) => (Mix(Mix(seed ^ ((ulong)step << 56)) ^ (ulong)request) >> 11) * (1.0 / (1UL << 53));

    private static ulong Mix(ulong z)
    {
        z += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
