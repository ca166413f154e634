using System.Buffers;
using Loader.Mappings.Findings;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Loader.Mappings.Yaml;

/// <summary>
/// Text to nodes, with the place of everything. Takes the part of YAML that a mapping needs (maps, lists, plain, quoted and block
/// scalars) and reports the rest by name. Never throws, whatever the text.
/// </summary>
public static class YamlReader
{
    internal const int MostCharacters = 4 * 1024 * 1024;
    internal const int MostLevels = 100;

    private static readonly SearchValues<char> NotAllowed = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Select(c => (char)c).Where(c => c is not ('\t' or '\n' or '\r')), '\u007f', '\u0085', '\u2028', '\u2029']);

    /// <summary>The file's map, or null when there is none to speak of; every mistake is in <paramref name="findings"/>.</summary>
    public static YamlMap? Read(string text, string file, FindingList findings)
    {
        if (text.StartsWith('\ufeff')) text = text[1..];
        if (text.Length > MostCharacters)
        {
            findings.Add(YamlCodes.TooBig, Place.Of(file), $"the file has {text.Length} characters; a mapping may have {MostCharacters}");
            return null;
        }

        var lines = new SourceLines(text, file);
        if (text.AsSpan().IndexOfAny(NotAllowed) is var odd and >= 0)
        {
            findings.Add(
                YamlCodes.NotText,
                lines.PlaceOf(odd),
                $"the character U+{(int)text[odd]:X4} stands here",
                "remove it; if the file looks like this everywhere, it is not a text file in UTF-8");
            return null;
        }

        var parser = new Parser(new Scanner(new StringReader(text), skipComments: true));
        try
        {
            return new Reading(parser, lines, findings).File();
        }
        catch (YamlException broken)
        {
            findings.Add(YamlMistake.Of(broken.Message, broken.Start, lines));
            return null;
        }
        catch (InvalidOperationException)
        {
            // The parser's own way to say that a list in brackets was never closed.
            findings.Add(YamlMistake.Of("did not find expected ',' or ']'", parser.Current?.Start ?? Mark.Empty, lines));
            return null;
        }
    }

    /// <summary>One pass over the parser's events.</summary>
    private sealed class Reading(Parser parser, SourceLines lines, FindingList findings)
    {
        private bool gaveUp;
        private int lookedAtLine;
        private int refusedLine;

        public YamlMap? File()
        {
            Next<StreamStart>();
            if (parser.Current is StreamEnd)
            {
                findings.Add(YamlCodes.NotAMap, Place.Of(lines.File), "the file is empty", "begin with 'mapping: NAME'");
                return null;
            }

            Next<DocumentStart>();
            var root = Node(level: 1);
            if (gaveUp) return null;
            Next<DocumentEnd>();
            if (parser.Current is DocumentStart second)
            {
                NotSupported(second.Start, "a second document begins here ('---')", "a mapping is one document: put the second one in a file of its own");
            }

            if (root is YamlMap map) return map;
            findings.Add(
                YamlCodes.NotAMap,
                root.Place,
                root is YamlScalar { IsNull: true } ? "the file is empty" : $"the file is {root.Noun}; it should be a map of names and values",
                "begin with 'mapping: NAME'");
            return null;
        }

        private void Next<TEvent>()
            where TEvent : ParsingEvent
        {
            if (parser.Current is null) parser.MoveNext();
            if (parser.Current is TEvent) parser.MoveNext();
        }

        private YamlNode Node(int level)
        {
            if (parser.Current is not { } part) throw new YamlException("While parsing a node, did not find expected node content");
            var place = lines.PlaceOf(part.Start);
            RefuseIndentation(place);
            RefuseProperties(part);
            if (part is Scalar scalar)
            {
                parser.MoveNext();
                return Scalar(scalar);
            }

            if (part is SequenceStart or MappingStart && level > MostLevels)
            {
                findings.Add(YamlCodes.TooBig, place, $"nested deeper than {MostLevels} levels");
                gaveUp = true;
                return new YamlScalar("", Quoted: false, place);
            }

            parser.MoveNext();
            return part switch
            {
                SequenceStart => new YamlList(Items(level), place),
                MappingStart => new YamlMap(Entries(level), place),

                // An alias; reported above.
                _ => new YamlScalar("", Quoted: false, place),
            };
        }

        private List<YamlNode> Items(int level)
        {
            var items = new List<YamlNode>();
            while (!gaveUp && parser.Current is not SequenceEnd) items.Add(Node(level + 1));
            if (!gaveUp) parser.MoveNext();
            return items;
        }

        private List<YamlEntry> Entries(int level)
        {
            var entries = new List<YamlEntry>();
            var places = new Dictionary<string, Place>(StringComparer.Ordinal);
            while (!gaveUp && parser.Current is not MappingEnd)
            {
                var key = Node(level + 1);
                if (gaveUp) break;
                var value = Node(level + 1);
                if (key is not YamlScalar { Text: not "" } name)
                {
                    findings.Add(YamlCodes.NotAName, key.Place, key is YamlScalar ? "a name is missing before ':'" : $"a name cannot be {key.Noun}");
                }
                else if (name.Place.Line == refusedLine)
                {
                    // Nobody knows where it belongs.
                }
                else if (places.TryAdd(name.Text, name.Place))
                {
                    entries.Add(new(name.Text, value, name.Place));
                }
                else
                {
                    var first = places[name.Text];
                    findings.Add(
                        YamlCodes.Duplicate,
                        name.Place,
                        $"'{name.Text}' is given twice; first in line {first.Line}, column {first.Column}",
                        "remove or rename one of them");
                }
            }

            if (!gaveUp) parser.MoveNext();
            return entries;
        }

        private YamlScalar Scalar(Scalar scalar)
        {
            var origin = ScalarOrigin.Of(scalar, lines);
            var behind = scalar.Style == ScalarStyle.Plain ? lines.Text.AsSpan(Math.Min((int)scalar.End.Index, lines.Text.Length)).TrimStart(' ') : [];
            return new(scalar.Value, scalar.Style != ScalarStyle.Plain, origin.Start)
            {
                Origin = origin,
                CutByComment = behind is ['#', ..],
                CutByComma = behind is [',', ..],
            };
        }

        /// <summary>
        /// The parser takes a tab after spaces for a blank like others, and a no-break space for a letter: what it then groups is not
        /// what an editor shows.
        /// </summary>
        private void RefuseIndentation(Place place)
        {
            if (place.Line == lookedAtLine) return;
            lookedAtLine = place.Line;
            if (YamlMistake.OddIndentation(lines, place) is not { } odd) return;
            refusedLine = place.Line;
            findings.Add(odd);
        }

        private void RefuseProperties(ParsingEvent part)
        {
            if (part is AnchorAlias alias)
            {
                NotSupported(
                    alias.Start,
                    $"'*{alias.Value}' would repeat another part of the file",
                    "write the value itself; a text that begins with * goes in quotes");
                return;
            }

            if (part is not NodeEvent node) return;
            if (!node.Anchor.IsEmpty)
            {
                NotSupported(node.Start, $"'&{node.Anchor}' would name this part of the file", "remove it; a text that begins with & goes in quotes");
            }

            if (!node.Tag.IsEmpty) NotSupported(node.Start, "a tag stands here ('!…')", "remove it; a text that begins with ! goes in quotes");
        }

        private void NotSupported(Mark mark, string message, string hint) => findings.Add(YamlCodes.NotSupported, lines.PlaceOf(mark), message, hint);
    }
}
