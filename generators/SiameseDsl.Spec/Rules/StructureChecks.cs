using SiameseDsl.Spec.Binding;
using SiameseDsl.Spec.Plans;
using SiameseDsl.Spec.Plans.Drafts;

namespace SiameseDsl.Spec.Rules;

/// <summary>Asks a planned variant whether its towers come to share a space.</summary>
internal static class StructureChecks
{
    /// <summary>Reports what the comparisons say. Where something is broken it may be what they name.</summary>
    public static void Run(ModelDraft draft)
    {
        if (draft.Towers.Count < 2 || draft.Spec.IsBroken)
        {
            return;
        }

        CheckConnection(draft);
        CheckKinds(draft);
        if (draft.TowersMeet && draft.Spec.Head is { IsBroken: false } head && draft.Head is { IsMetric: true })
        {
            CheckMeeting(draft, head);
        }
    }

    private static void CheckConnection(ModelDraft draft)
    {
        IReadOnlyList<TowerPair> compared = draft.Spec.Comparisons;
        var reached = new HashSet<int> { compared[0].Left };
        for (int before = 0; before < reached.Count;)
        {
            before = reached.Count;
            foreach (TowerPair pair in compared)
            {
                if (reached.Contains(pair.Left) || reached.Contains(pair.Right))
                {
                    reached.Add(pair.Left);
                    reached.Add(pair.Right);
                }
            }
        }

        int apart = Enumerable.Range(0, draft.Towers.Count).FirstOrDefault(tower => !reached.Contains(tower));
        if (reached.Contains(apart))
        {
            return;
        }

        string name = Name(draft, apart);
        bool isAlone = !compared.Any(pair => pair.Left == apart || pair.Right == apart);
        string first = Name(draft, compared[0].Left);
        draft.Report.Add(
            StructureRules.TowersNotCompared,
            ComparePlace(draft),
            isAlone
                ? $"The tower '{name}' is compared with no other, so that nothing trains it; add a pair such as [{first}, {name}]."
                : $"No comparison connects the tower '{name}' with '{first}', so that their embeddings share no space; add a pair such as [{first}, {name}].");
    }

    private static void CheckMeeting(ModelDraft draft, BoundNode head)
    {
        foreach (TowerPair pair in draft.Spec.Comparisons)
        {
            TensorFacts left = draft.Towers[pair.Left].Facts;
            TensorFacts right = draft.Towers[pair.Right].Facts;
            string? what = left.UnitLength != right.UnitLength && head.Kind != "cosine" ? $"'{Name(draft, left.UnitLength ? pair.Left : pair.Right)}' gives vectors of length 1 and '{Name(draft, left.UnitLength ? pair.Right : pair.Left)}' does not"
                : left.Maximum < right.Minimum || right.Maximum < left.Minimum ? $"the values of '{Name(draft, pair.Left)}' and of '{Name(draft, pair.Right)}' have no range in common"
                : null;
            if (what is null)
            {
                continue;
            }

            ChainDraft tower = draft.Towers[pair.Right];
            Place place = tower.Layers.Count == 0 ? ComparePlace(draft) : tower.Layers[tower.Layers.Count - 1].Place;
            draft.Report.Add(StructureRules.TowersLieApart, place.OrVariant(Place.Of(head)), $"'{head.Kind}' compares embeddings that lie apart: {what}; let both towers end alike.");
        }
    }

    private static void CheckKinds(ModelDraft draft)
    {
        if (draft.Spec.Sharing != Sharing.Separate)
        {
            return;
        }

        IReadOnlyList<BranchInput> inputs = draft.Spec.Towers[0].Inputs;
        if (inputs.All(input => input.Transforms.Count == 0 && input.Shape == inputs[0].Shape))
        {
            draft.Report.Add(
                StructureRules.SeparateForOneKind,
                new Place(draft.Spec.SharingSpan, OriginOfSharing(draft)),
                $"The towers {string.Join(" and ", inputs.Select(input => $"'{input.Name}'"))} take samples of one shape without transforms; where both sides are of one kind, 'sharing: shared' learns from all of them.");
        }
    }

    // Said by its place alone, as the form of sharing is.
    private static Place ComparePlace(ModelDraft draft) => new(draft.Spec.CompareSpan, OriginOfSharing(draft));

    private static Origin OriginOfSharing(ModelDraft draft) => draft.Spec.Variant == "base" ? Origin.Base : draft.Spec.Combination.Count > 0 ? Origin.Matrix : Origin.Variant;

    private static string Name(ModelDraft draft, int tower) => draft.Plan.Towers[tower].Name;
}
