using System.Globalization;
using System.Text;

namespace Loader.EndToEnd.Campaign;

/// <summary>What a campaign counts, and everything that was wrong. Loads add to it side by side.</summary>
internal sealed class Figures
{
    private readonly Lock adding = new();
    private readonly SortedDictionary<Place, int> kills = [];
    private readonly SortedDictionary<Place, int> signals = [];
    private readonly SortedDictionary<string, int> during = new(StringComparer.Ordinal);
    private readonly List<string> wrong = [];
    private TimeSpan usualStart = TimeSpan.FromMilliseconds(300);
    private long loads, runs, rows, events, inDoubt, leftInDoubt, explained, unexplained, lost, memory;

    public int Kills
    {
        get { lock (adding) return kills.Values.Sum(); }
    }

    /// <summary>How long a process lives before its first request, smoothed.</summary>
    public TimeSpan UsualStart
    {
        get { lock (adding) return usualStart; }
    }

    public IReadOnlyList<string> Mistakes
    {
        get { lock (adding) return [.. wrong]; }
    }

    public void Started(TimeSpan after)
    {
        lock (adding) usualStart = (usualStart * 0.8) + (after * 0.2);
    }

    public void Run(Strike? strike, string phase)
    {
        lock (adding)
        {
            runs++;
            if (strike is null) return;
            var isKill = strike.Blow is Blow.Kill or Blow.TerminateThenKill;
            var counted = isKill ? kills : signals;
            counted[strike.Place] = counted.GetValueOrDefault(strike.Place) + 1;
            if (isKill) during[phase] = during.GetValueOrDefault(phase) + 1;
        }
    }

    public void Load(long itsRows, long itsEvents)
    {
        lock (adding) (loads, rows, events) = (loads + 1, rows + itsRows, events + itsEvents);
    }

    public void InDoubt()
    {
        lock (adding) inDoubt++;
    }

    public void LeftInDoubt(int count)
    {
        lock (adding) leftInDoubt += count;
    }

    public void Double(bool isExplained)
    {
        lock (adding) (explained, unexplained) = isExplained ? (explained + 1, unexplained) : (explained, unexplained + 1);
    }

    public void Lost()
    {
        lock (adding) lost++;
    }

    public void Memory(long bytes)
    {
        lock (adding) memory = Math.Max(memory, bytes);
    }

    public void Wrong(string what)
    {
        lock (adding) wrong.Add(string.Create(CultureInfo.InvariantCulture, $"after {kills.Values.Sum()} kills: {what}"));
    }

    public override string ToString()
    {
        lock (adding)
        {
            var text = new StringBuilder();
            Line("loads", loads);
            Line("runs", runs);
            Line("kills", kills.Values.Sum());
            foreach (var (phase, count) in during) Line($"  while: {phase}", count);
            foreach (var (place, count) in kills) Line($"  at: {place}", count);
            Line("signals", signals.Values.Sum());
            foreach (var (place, count) in signals) Line($"  at: {place}", count);
            Line("rows", rows);
            Line("events at the endpoint", events);
            Line("rows ever in doubt", inDoubt);
            Line("  of them at the end", leftInDoubt);
            Line("doubles, explained", explained);
            Line("doubles, unexplained", unexplained);
            Line("rows lost", lost);
            Line("mistakes", wrong.Count);
            Line("most memory, MB", memory / 1_000_000);
            return text.ToString();

            void Line(string what, long count) => text.Append(CultureInfo.InvariantCulture, $"{what,-26}{count,10:N0}").Append('\n');
        }
    }
}
