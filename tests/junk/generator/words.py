"""Names, places and people for made-up clean pages, all invented."""

from __future__ import annotations

ZH_TOWNS = ["临江", "云和", "青峦", "石浦", "南屏", "东篱", "北麓", "长汀", "锦溪", "望湖", "松阳", "白沙"]
ZH_HOSPITALS = ["市第一人民医院", "市中医院", "县人民医院", "妇幼保健院", "医科大学附属医院", "肿瘤医院"]
ZH_PARTNERS = [
    "海棠医科大学",
    "西岭大学医学院",
    "滨海理工大学",
    "省立儿童医院",
    "远山护理学院",
    "首都神经中心",
]
ZH_PEOPLE = ["苏景明", "陆遥", "韩知夏", "方砚秋", "温如玉", "程若谷", "许平川", "罗望舒"]
ZH_FIELDS = ["心血管介入", "儿童康复", "肿瘤精准治疗", "远程影像", "老年护理", "急危重症救治"]
EN_TOWNS = [
    "Ashford Bay",
    "Millbrook",
    "Harrow Glen",
    "Stonegate",
    "Elmhurst Point",
    "Fairwater",
    "Kingsmere",
    "Old Quarry",
]
EN_HOSPITALS = [
    "General Hospital",
    "Children's Hospital",
    "Medical Center",
    "Community Hospital",
    "Heart Institute",
]
EN_PARTNERS = [
    "Corvane University",
    "Redfern College of Nursing",
    "Lanstead Institute of Medicine",
    "Pellworth Health System",
    "St Odran Hospital",
]
EN_PEOPLE = [
    "Nora Whitcombe",
    "Idris Falconer",
    "Meera Sandoval",
    "Tomas Eklund",
    "Grace Adeyinka",
    "Oliver Strand",
]
EN_FIELDS = [
    "stroke care",
    "paediatric oncology",
    "rural telehealth",
    "cardiac rehabilitation",
    "nursing education",
]
DAYS = ["3月12日", "4月26日", "5月18日", "6月9日", "9月21日", "11月3日"]
EN_DAYS = ["March 12", "April 26", "May 18", "June 9", "September 21", "November 3"]
NUMBERS = ["三", "五", "八", "十二", "二十"]
EN_NUMBERS = ["three", "five", "eight", "twelve", "twenty"]
HOSTS_ZH = [
    "www.linjiang-yy.cn",
    "www.yunhe-zyy.com",
    "www.qingluan-hospital.cn",
    "news.shipu.gov.cn",
    "www.nanping-fuyou.org.cn",
    "www.donglimed.edu.cn",
]
HOSTS_EN = [
    "www.ashfordbay-hospital.org",
    "news.millbrook-health.org",
    "www.harrowglenmedical.com",
    "stonegatetimes.com",
    "www.elmhurst-childrens.org",
]
HOSTS_ODD = [
    "www.sunset-sofas.com",
    "m.tk88q.cc",
    "www.bramble-bakery.net",
    "qx7v.gardenhose-shop.com",
    "www.velvet-kennels.co.uk",
    "www.oldtown-roofing.com",
]
