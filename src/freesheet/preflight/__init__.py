"""What is looked over before an article is published: a small file for each rule, as strict as the paper likes."""
