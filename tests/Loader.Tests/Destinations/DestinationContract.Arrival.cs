using Loader.Mappings.Findings;
using Loader.Options;

namespace Loader.Tests.Destinations;

/// <summary>What a load is bound to: settings that change what arrives are a part of it, all others and every secret are not.</summary>
public abstract partial class DestinationContract
{
    private const string FirstSecret = "first-secret-0815";
    private const string OtherSecret = "other-secret-4711";

    /// <summary>Each setting that changes what arrives, with a value other than that of <see cref="GoodSettings"/>.</summary>
    internal abstract (string Name, string Text)[] Arrives { get; }

    /// <summary>Settings that do not: address, credentials, speed, what is checked here, how answers read.</summary>
    internal abstract string[] DoesNotArrive { get; }

    [Fact]
    public void Of_every_setting_it_is_known_whether_it_changes_what_arrives()
    {
        var section = Section.Empty("to." + Kind.Name);
        Kind.Configure(section);

        Assert.Equal(
            section.Described.Select(setting => setting.Name).Where(name => !name.Contains('.', StringComparison.Ordinal)).Order(StringComparer.Ordinal),
            Arrives.Select(setting => setting.Name).Distinct(StringComparer.Ordinal).Concat(DoesNotArrive).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_setting_that_changes_what_arrives_changes_what_the_load_is_bound_to() => Assert.All(Arrives, setting =>
        Assert.NotEqual(Bound(GoodSettings), Bound(With(setting))));

    [Fact]
    public void A_secret_is_never_written_down_and_a_setting_that_says_what_holds_anyway_changes_nothing()
    {
        var section = Section.Empty("to." + Kind.Name);
        Kind.Configure(section);
        foreach (var setting in section.Described.Where(setting => setting.Form == "${NAME}" && !setting.Name.Contains('.', StringComparison.Ordinal)))
        {
            var (first, other) = (Bound(With((setting.Name, FirstSecret))), Bound(With((setting.Name, OtherSecret))));

            Assert.DoesNotContain(FirstSecret, first, StringComparison.Ordinal);
            if (DoesNotArrive.Contains(setting.Name)) Assert.Equal(first, other);
        }

        var good = Bound(GoodSettings);
        foreach (var setting in section.Described.Where(setting => setting.Default is not null
            && Arrives.Any(one => one.Name == setting.Name)
            && !good.Contains(setting.Name + "=", StringComparison.Ordinal)))
            Assert.Equal(good, Bound(With((setting.Name, setting.Default!))));
    }

    /// <summary>The good settings with one of them changed.</summary>
    internal virtual (string Name, string Text)[] With((string Name, string Text) setting) =>
        [.. GoodSettings.Where(good => good.Name != setting.Name), setting];

    private string Bound((string Name, string Text)[] settings)
    {
        FindingList findings = [];
        var destination = Kind.Configure(Settings.Section(findings, settings));
        Assert.True(destination is not null && !findings.HasErrors, string.Join('\n', findings));
        return string.Join('\n', destination.ArrivalSettings.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => $"{one.Key}={one.Value}"));
    }
}
