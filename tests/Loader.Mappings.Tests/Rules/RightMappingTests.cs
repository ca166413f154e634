using System.Globalization;
using System.Text;
using Loader.Mappings.Events;
using Loader.Mappings.Findings;
using Loader.Mappings.Rows;
using Loader.Mappings.Rules;

namespace Loader.Mappings.Tests.Rules;

public class RightMappingTests
{
    [Fact]
    public void The_example_compiles_to_this_shape()
    {
        var folder = Path.Combine(GoldenFile.Tests, "Rules", "right");
        var findings = new FindingList();
        var rules = RulesReader.Read(File.ReadAllText(Path.Combine(folder, "crm-purchases.yaml")), "crm-purchases.yaml", findings)!;
        var schema = new Schema([.. new[]
        {
            "order_id",
            "created_at",
            "status",
            "client_id",
            "session_id",
            "page_id",
            "email",
            "total",
            "currency",
            "coupon",
            "note",
        }.Select(name => new Column(name, ValueKind.Text))]);

        var mapper = Mapper.Compile(rules, schema, findings);

        Assert.Empty(findings);
        GoldenFile.Check(Path.Combine(folder, "crm-purchases.shape"), Show(mapper!, schema));
    }

    private static string Show(Mapper mapper, Schema schema)
    {
        var text = new StringBuilder();
        text.Append("columns: ").AppendJoin(", ", mapper.Columns.Select(cell => schema.Columns[cell].Name)).Append('\n');
        text.Append("skips: ").AppendJoin(", ", mapper.SkipReasons).Append('\n');
        Show(mapper.Shape.Root, 0, text);
        return text.ToString();
    }

    private static void Show(ShapeNode node, int level, StringBuilder text)
    {
        switch (node)
        {
            case ShapeObject members:
                foreach (var member in members.Members)
                {
                    text.Append(' ', level * 2).Append(CultureInfo.InvariantCulture, $"{member.Name} ({member.Place.Line}:{member.Place.Column})");
                    if (member.Node is ShapeObject) text.Append('\n');
                    else text.Append(" = ");
                    Show(member.Node, level + 1, text);
                }

                break;
            case ShapeConstant constant:
                text.Append(CultureInfo.InvariantCulture, $"{JsonText.Of(constant.Value)} ({constant.Place.Line}:{constant.Place.Column})\n");
                break;
            case ShapeSlot slot:
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"slot {slot.Index}: {slot.Kind?.ToString() ?? "?"} {slot.Path} ({slot.Place.Line}:{slot.Place.Column})\n");
                break;
            default:
                throw new InvalidOperationException(node.GetType().Name);
        }
    }
}
