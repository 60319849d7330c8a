namespace Julie.Chaos.Tests.Plan;

/// <summary>What a push does to its repository.</summary>
internal enum PushKind
{
    Edit,
    Add,
    Delete,
    Rename,
    CaseRename,
    ModeChange,
    Revert,
    ForceBack,
    ForceOther,
    NewBranch,
    BranchEdit,
    DeleteBranch,
    Tag,
    AnnotatedTag,
    MoveTag,
    DeleteTag,
    SwitchDefault,
    Fork,
    BadFile,

    /// <summary>.gitattributes and .julieignore: other files change their state without being touched.</summary>
    Rules,
    Refused,
    NotANumber,
    Deadly,
}
