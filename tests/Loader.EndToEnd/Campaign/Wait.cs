namespace Loader.EndToEnd.Campaign;

/// <summary>Waiting for what another process does: in real time, since it has no other.</summary>
internal static class Wait
{
    public static async Task ForAsync(TimeSpan time)
    {
        if (time < TimeSpan.FromMilliseconds(1)) return;
        using var timer = new PeriodicTimer(time);
        await timer.WaitForNextTickAsync();
    }

    /// <summary>Looks every millisecond; gives up when the process has ended.</summary>
    public static async Task UntilAsync(Func<bool> condition, LoaderProcess process)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(1));
        while (!process.HasEnded && !condition()) await timer.WaitForNextTickAsync();
    }
}
