using System.Runtime.InteropServices;

namespace Loader.Benchmarks.Processes;

/// <summary>CPU time of finished child processes, from the operating system's own accounting (getrusage). Linux and macOS, 64 bit.</summary>
internal static partial class ChildUsage
{
    private const int Children = -1;

    /// <summary>User and system time of all children that have ended so far.</summary>
    public static TimeSpan Cpu()
    {
        Span<long> usage = stackalloc long[18];
        if (GetUsage(Children, usage) != 0) throw new InvalidOperationException("getrusage failed");
        return TimeSpan.FromSeconds(usage[0] + usage[2]) + TimeSpan.FromMicroseconds(usage[1] + usage[3]);
    }

    [LibraryImport("libc", EntryPoint = "getrusage")]
    private static partial int GetUsage(int who, Span<long> usage);
}
