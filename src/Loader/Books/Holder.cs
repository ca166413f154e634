using System.Diagnostics;
using System.Text.Json;
using Loader.Books.Files;

namespace Loader.Books;

/// <summary>Which run holds books.</summary>
/// <param name="ProcessId">Its process.</param>
/// <param name="ProcessStarted">When that process started: numbers of processes come back.</param>
/// <param name="Host">The machine it runs on.</param>
/// <param name="Since">Since when it holds them.</param>
internal sealed record Holder(int ProcessId, DateTimeOffset ProcessStarted, string Host, DateTimeOffset Since)
{
    /// <summary>A process's start is derived from a clock that may be adjusted; it wanders by less than this.</summary>
    private static readonly TimeSpan StartTolerance = TimeSpan.FromSeconds(2);

    public static Holder Current(DateTimeOffset now)
    {
        using var process = Process.GetCurrentProcess();
        return new(process.Id, new DateTimeOffset(process.StartTime.ToUniversalTime()), Environment.MachineName, now);
    }

    /// <summary>Whether it is the process that asks. In containers every process has the number 1: the start tells them apart.</summary>
    public bool IsThisProcess
    {
        get
        {
            if (ProcessId != Environment.ProcessId || Host != Environment.MachineName) return false;
            using var process = Process.GetCurrentProcess();
            return (process.StartTime.ToUniversalTime() - ProcessStarted.UtcDateTime).Duration() < StartTolerance;
        }
    }

    /// <summary>
    /// Whether this is another process of this machine that is alive. Says no for other machines: whether those are alive
    /// cannot be seen from here.
    /// </summary>
    public bool IsAnotherLivingProcessHere()
    {
        if (ProcessId == Environment.ProcessId || Host != Environment.MachineName) return false;
        try
        {
            using var process = Process.GetProcessById(ProcessId);
            return !process.HasExited && (process.StartTime.ToUniversalTime() - ProcessStarted.UtcDateTime).Duration() < StartTolerance;
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException)
        {
            return false;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // A process of somebody else that will not say when it started: it lives, and is the only one with this number.
            return true;
        }
    }

    public void Write(string path) => PrivateFile.Replace(path, file => JsonSerializer.Serialize(file, this, BooksJson.Default.Holder));

    /// <summary>The holder named in a file; null when there is none, or none that can be read.</summary>
    public static Holder? Read(string path)
    {
        if (!File.Exists(path)) return null;
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), BooksJson.Default.Holder);
        }
        catch (Exception unreadable) when (unreadable is JsonException or IOException)
        {
            return null;
        }
    }

    public override string ToString() =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"process {ProcessId} on {Host}, since {Since:yyyy-MM-dd HH:mm:ss}Z");
}
