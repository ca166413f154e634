namespace Loader.Books.Files;

/// <summary>Which start of the machine this is. While it is the same, what a dead process wrote into mapped memory is still there.</summary>
internal static class BootId
{
    /// <summary>Where nothing tells one start of the machine from another: every unclean end is then taken for a power cut.</summary>
    public const string Unknown = "";

    private const string LinuxPath = "/proc/sys/kernel/random/boot_id";

    public static string Current { get; } = File.Exists(LinuxPath) ? File.ReadAllText(LinuxPath).Trim() : Unknown;

    /// <summary>Whether the machine certainly has not gone down between the two.</summary>
    public static bool IsSame(string then, string now) => then != Unknown && then == now;
}
