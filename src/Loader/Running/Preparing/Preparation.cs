using Loader.Books;
using Loader.Destinations;
using Loader.Mappings;
using Loader.Mappings.Events;
using Loader.Mappings.Findings;
using Loader.Mappings.Rules;
using Loader.Mappings.Yaml;
using Loader.Options;
using Loader.Settings;
using Loader.Sources;
using Loader.Sources.Bytes;

namespace Loader.Running.Preparing;

/// <summary>
/// Reads a mapping and everything it names, and reports all mistakes at once. Nothing is sent and nothing is written here.
/// </summary>
internal static class Preparation
{
    /// <summary>What can be loaded, or null with findings that say why not. Warnings and notes are findings too.</summary>
    /// <param name="opened">Is shown the source as soon as it is open, also when something else is wrong.</param>
    public static async Task<Prepared?> PrepareAsync(
        RunFlags flags,
        Catalogs catalogs,
        OptionContext context,
        CancellationToken stop,
        Action<ISource>? opened = null)
    {
        var findings = context.Findings;
        if (MappingFile.Read(flags.Mapping, findings) is not { } text) return null;
        if (RulesReader.Read(text, flags.Mapping, findings) is not { } rules) return null;
        context = context with
        {
            Load = rules.Name,
            Run = new(LoadFolder.Of(flags.Runs, rules.Name), flags.Restart, flags.RetryFailed || flags.Resolve is not null, flags.Since),
        };

        var from = rules.From is null ? null : await ChosenFormat.OfAsync(rules.From, flags.Format, catalogs.Sources, context, stop);
        var source = from is null ? null : await OpenSourceAsync(from, flags, catalogs.Sources, Spooling(context, flags), stop);
        if (source is not null) opened?.Invoke(source);

        // A misspelt setting hides no column: expressions are checked against what the other settings open.
        await using var likely = source is null && from is not null && await ChosenFormat.OnlyKnownAsync(from, catalogs.Sources, stop) is { } known
            ? await OpenSourceAsync(known, flags, catalogs.Sources, context with { Findings = [] }, stop)
            : null;
        var files = new LookupFiles(catalogs.Sources, context);
        var secrets = new SecretVariables(context, flags.Mapping);
        var schema = (source ?? likely)?.Schema;
        if (schema is not null && WholeRow.Find(rules, schema) is { } whole)
        {
            // One mistake is said once, and not for every column that cannot be found because of it.
            findings.Add(whole);
            schema = null;
        }

        var mapper = Mapper.Compile(rules, schema, findings, files, secrets, out var shapes);
        var destination = ConfigureDestination(rules, flags, catalogs.Destinations, context);
        var packers = (destination ?? StandIn(rules, flags, catalogs.Destinations, context)) is { } bound ? Bind(bound, shapes, findings) : null;
        var send = ReadSend(rules, flags, context);
        if (!findings.HasErrors && context.VariablesMayBeMissing) destination ??= StandIn(rules, flags, catalogs.Destinations, context);

        if (findings.HasErrors || source is null || mapper is null || packers is null || destination is null)
        {
            if (source is not null) await source.DisposeAsync();
            return null;
        }

        return new()
        {
            Flags = flags,
            Rules = rules,
            MappingText = text,
            MappingHash = MappingIdentity.Of(text, flags.Mapping, files.Contents, from),
            ReadingHash = MappingIdentity.OfReading(text, flags.Mapping, from),
            SecretChecks = secrets.Checks,
            Source = source,
            Mapper = mapper,
            Destination = destination,
            Packers = packers,
            Send = send,
            Secrets = context.Secrets,
        };
    }

    /// <summary>The same load to another address: of the embedded endpoint, which has one only after the mapping has been read.</summary>
    public static Prepared Readdress(Prepared prepared, Uri endpoint, Catalogs catalogs, OptionContext context)
    {
        var again = context with { Findings = [], Load = prepared.Rules.Name, IsRehearsal = true };
        var flags = prepared.Flags with { ToEndpoint = endpoint.ToString() };
        var destination = ConfigureDestination(prepared.Rules, flags, catalogs.Destinations, again)
            ?? StandIn(prepared.Rules, flags, catalogs.Destinations, again);
        var packers = destination is null ? null : Bind(destination, prepared.Mapper.Entries.Select(entry => entry.Shape), again.Findings);
        return packers is null
            ? throw new InvalidOperationException("A destination that could be configured cannot be configured for another address.")
            : prepared with { Destination = destination!, Packers = packers };
    }

    /// <summary>
    /// A packer for each shape, or null when one has none. Shapes are checked also when there is no mapper yet: what the destination misses is said in
    /// the same breath as the mapping's other mistakes.
    /// </summary>
    internal static List<IPacker>? Bind(IDestination destination, IEnumerable<EventShape> shapes, FindingList findings)
    {
        List<IPacker>? packers = [];
        foreach (var shape in shapes)
        {
            if (destination.Bind(shape, findings) is { } packer) packers?.Add(packer);
            else packers = null;
        }

        return packers;
    }

    /// <summary>Standard input is kept beside the books; without books, what was kept belongs to no load any more.</summary>
    private static OptionContext Spooling(OptionContext context, RunFlags flags)
    {
        if (!flags.Spool) return context;
        var folder = LoadFolder.Of(flags.Runs, context.Load);
        return context with { Spool = new(LoadFolder.SpoolIn(folder), MayBeReplaced: flags.Restart || !File.Exists(Path.Combine(folder, TitlePage.FileName))) };
    }

    private static async ValueTask<ISource?> OpenSourceAsync(
        YamlEntry from,
        RunFlags flags,
        SourceCatalog sources,
        OptionContext context,
        CancellationToken stop)
    {
        var section = new Section($"from.{from.Name}", from.Value, context, from.Place, Overrides(("path", flags.From)));
        if (sources.Find(from.Name) is not { } kind)
        {
            ChosenFormat.Unknown(from, sources, context.Findings);
            return null;
        }

        var source = await kind.OpenAsync(section, stop);
        if (flags.Since is not null && source is not (null or IKeepsState))
            section.Refuse(section.Path, "--since is for sources that keep how far they came; this one reads all of its rows");
        if (source is null || !flags.Spool || source.Name == StandardInputKind.Path) return source;
        context.Findings.Add(
            InputCodes.Once,
            section.PlaceOf("path"),
            $"--spool keeps standard input, and the rows come from '{source.Name}'",
            "leave --spool out, or pipe the rows in: --from -");
        return source;
    }

    /// <summary>The destination of the mapping with its settings, or null after findings.</summary>
    internal static IDestination? ConfigureDestination(MappingRules rules, RunFlags flags, DestinationCatalog destinations, OptionContext context)
    {
        if (rules.To is not { } to) return null;
        if (destinations.Find(to.Name) is { } kind)
            return kind.Configure(new($"to.{to.Name}", to.Value, context, to.Place, Overrides((kind.AddressSetting, flags.ToEndpoint))));
        context.Findings.Add(
            RunningCodes.UnknownDestination,
            to.Place,
            $"there is no destination '{to.Name}'",
            DidYouMean.Hint(to.Name, destinations.Names) ?? "there is: " + string.Join(", ", destinations.Names));
        return null;
    }

    /// <summary>
    /// The destination as it would be if the settings that a first mapping needs were right: by it events are checked although its settings cannot be used,
    /// or hang on variables that are not set here. Null when it is not known, or wrong beyond that.
    /// </summary>
    internal static IDestination? StandIn(MappingRules rules, RunFlags flags, DestinationCatalog destinations, OptionContext context)
    {
        if (rules.To is not { } to || destinations.Find(to.Name) is not { FirstSettings.Count: > 0 } kind) return null;
        var settings = kind.FirstSettings.Where(setting => setting.StandIn is not null).ToDictionary(
            setting => setting.Name,
            setting => setting.StandIn!,
            StringComparer.Ordinal);
        if (flags.ToEndpoint is { } endpoint) settings[kind.AddressSetting] = endpoint;
        return kind.Configure(new($"to.{to.Name}", to.Value, context with { Findings = [] }, to.Place, settings));
    }

    private static SendSettings ReadSend(MappingRules rules, RunFlags flags, OptionContext context)
    {
        var overrides = Overrides(
            ("rate", flags.Rate),
            ("parallel", flags.Parallel),
            ("max_failed", flags.MaxFailed),
            ("max_time", flags.MaxTime),
            ("grace", flags.Grace),
            ("wait_for_endpoint", flags.WaitForEndpoint));
        return SendSettings.Read(new("send", rules.Send?.Value, context, rules.Send?.Place ?? Place.Of(flags.Mapping), overrides), rules.Uncertain);
    }

    private static Dictionary<string, string> Overrides(params ReadOnlySpan<(string Name, string? Value)> flags)
    {
        var overrides = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in flags)
        {
            if (value is not null) overrides.Add(name, value);
        }

        return overrides;
    }
}
