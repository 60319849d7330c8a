namespace Julie.Embedding.Tokenizers.Files;

/// <summary>The <c>post_processor</c> of a tokenizer.json: which special tokens stand around a single text.</summary>
internal static class PostProcessorJson
{
    public static (IReadOnlyList<int> Before, IReadOnlyList<int> After) Read(JsonPart processor)
    {
        var (before, after) = (new List<int>(), new List<int>());
        if (!processor.IsNull)
        {
            Read(processor, before, after);
        }

        return (before, after);
    }

    private static void Read(JsonPart processor, List<int> before, List<int> after)
    {
        var type = processor["type"].Text();
        switch (type)
        {
            case "ByteLevel":
                break; // changes offsets only
            case "BertProcessing" or "RobertaProcessing":
                before.Insert(0, processor["cls"].Items().ElementAt(1).Number());
                after.Add(processor["sep"].Items().ElementAt(1).Number());
                break;
            case "TemplateProcessing":
                ReadTemplate(processor, before, after);
                break;
            case "Sequence":
                foreach (var step in processor["processors"].Items())
                {
                    Read(step, before, after);
                }

                break;
            default:
                throw processor.Wrong($"is of type '{type}', which is not supported");
        }
    }

    private static void ReadTemplate(JsonPart processor, List<int> before, List<int> after)
    {
        var (first, seen) = (new List<int>(), false);
        foreach (var piece in processor["single"].Items())
        {
            if (piece["Sequence"].IsObject)
            {
                seen = !seen ? true : throw piece.Wrong("takes the text a second time, which is not supported");
                continue;
            }

            var name = piece["SpecialToken"]["id"].Text();
            var ids = processor["special_tokens"][name]["ids"].Items().Select(id => id.Number());
            (seen ? after : first).AddRange(ids);
        }

        before.InsertRange(0, seen ? first : throw processor["single"].Wrong("leaves the text out"));
    }
}
