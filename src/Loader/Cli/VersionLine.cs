using System.CommandLine;
using System.CommandLine.Invocation;
using System.Reflection;

namespace Loader.Cli;

/// <summary><c>--version</c>: the version that reports carry too.</summary>
internal sealed class VersionLine : SynchronousCommandLineAction
{
    /// <summary>Without the commit behind the plus sign: two builds of one version say the same.</summary>
    public static string Version { get; } =
        typeof(VersionLine).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        parseResult.InvocationConfiguration.Output.WriteLine("loader " + Version);
        return Reports.ExitCode.Done;
    }

    public static void AddTo(RootCommand root) => root.Options.OfType<VersionOption>().Single().Action = new VersionLine();
}
