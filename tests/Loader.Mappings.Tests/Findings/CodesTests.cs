using System.Reflection;
using Loader.Mappings.Findings;

namespace Loader.Mappings.Tests.Findings;

public class CodesTests
{
    private static readonly List<Type> Rooms =
        [.. typeof(FindingCode).Assembly.GetTypes().Where(type => type.Name.EndsWith("Codes", StringComparison.Ordinal) && type.GetField("All") is not null)];

    [Fact]
    public void An_id_means_one_thing()
    {
        var ids = Rooms.SelectMany(All).Select(code => code.Id).ToList();

        Assert.NotEmpty(ids);
        Assert.Equal(ids.Distinct(StringComparer.Ordinal), ids);
    }

    [Fact]
    public void Every_code_of_a_room_is_in_its_list() => Assert.All(Rooms, room =>
        Assert.Equal(room.GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => field.GetValue(null)).OfType<FindingCode>(), All(room)));

    [Fact]
    public void Every_code_explains_itself() => Assert.All(Rooms.SelectMany(All), code =>
    {
        Assert.Matches("^[A-Z]{3}[0-9]{3}$", code.Id);
        Assert.NotEmpty(code.Title);
        Assert.True(code.Help.Length > code.Title.Length && code.Help != code.Title, code.Id);
    });

    private static IReadOnlyList<FindingCode> All(Type room) => (IReadOnlyList<FindingCode>)room.GetField("All")!.GetValue(null)!;
}
